package dev.sluice.embedded.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** A request that ends without what it asked for, with the status and error code that Confluent's server gives. */
final class RegistryProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private RegistryProblem(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    RegistryResponse response() {
        return RegistryResponse.of(
                status,
                JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", getMessage()));
    }

    static RegistryProblem badRequest(String why) {
        return new RegistryProblem(400, 400, why);
    }

    static RegistryProblem noSuchPath() {
        return new RegistryProblem(404, 404, "HTTP 404 Not Found");
    }

    static RegistryProblem noSuchMethod() {
        return new RegistryProblem(405, 405, "HTTP 405 Method Not Allowed");
    }

    static RegistryProblem subjectNotFound(String subject) {
        return new RegistryProblem(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryProblem versionNotFound(String version) {
        return new RegistryProblem(404, 40402, "Version " + version + " not found.");
    }

    static RegistryProblem schemaNotFound() {
        return new RegistryProblem(404, 40403, "Schema not found");
    }

    static RegistryProblem schemaNotFound(int id) {
        return new RegistryProblem(404, 40403, "Schema " + id + " not found");
    }

    static RegistryProblem subjectDeletedAlready(String subject) {
        return new RegistryProblem(404, 40404, "Subject '" + subject + "' is deleted already.");
    }

    static RegistryProblem subjectNotDeletedFirst(String subject) {
        return new RegistryProblem(
                404, 40405, "Subject '" + subject + "' has versions that are not deleted: no permanent delete.");
    }

    static RegistryProblem versionDeletedAlready(String subject, int version) {
        return new RegistryProblem(
                404, 40406, "Version " + version + " of subject '" + subject + "' is deleted already.");
    }

    static RegistryProblem versionNotDeletedFirst(String subject, int version) {
        return new RegistryProblem(
                404,
                40407,
                "Version " + version + " of subject '" + subject + "' is not deleted: no permanent delete.");
    }

    static RegistryProblem noLevelOfItsOwn(String subject) {
        return new RegistryProblem(404, 40408, "Subject '" + subject + "' has no compatibility level of its own.");
    }

    static RegistryProblem noModeOfItsOwn(String subject) {
        return new RegistryProblem(404, 40409, "Subject '" + subject + "' has no mode of its own.");
    }

    static RegistryProblem incompatible(String why) {
        return new RegistryProblem(409, 409, why);
    }

    static RegistryProblem emptyBody() {
        return new RegistryProblem(422, 422, "The request needs a JSON object as its body.");
    }

    static RegistryProblem invalidSchema(String why) {
        return new RegistryProblem(422, 42201, why);
    }

    static RegistryProblem invalidVersion(String version) {
        return new RegistryProblem(
                422, 42202, "'" + version + "' is no version: expected \"latest\" or a number from 1 to 2147483647.");
    }

    static RegistryProblem invalidLevel() {
        return new RegistryProblem(
                422,
                42203,
                "Unknown compatibility level: expected NONE, BACKWARD, FORWARD or FULL, each but NONE also with"
                        + " _TRANSITIVE.");
    }

    static RegistryProblem invalidMode() {
        return new RegistryProblem(422, 42204, "Unknown mode: expected READWRITE, READONLY or READONLY_OVERRIDE.");
    }

    static RegistryProblem notPermitted(String why) {
        return new RegistryProblem(422, 42205, why);
    }

    static RegistryProblem referenced(String subject, int version) {
        return new RegistryProblem(
                422, 42206, "Other schemas refer to version " + version + " of subject '" + subject + "'.");
    }

    static RegistryProblem invalidSubject(String subject) {
        return new RegistryProblem(422, 42208, "'" + subject + "' can't be the name of a subject.");
    }

    static RegistryProblem tooLarge() {
        return new RegistryProblem(422, 42209, "The schema is larger than a record of its topic may be.");
    }

    static RegistryProblem rulesNotSupported() {
        return new RegistryProblem(422, 42210, "This registry keeps no rules and no metadata with a schema.");
    }

    static RegistryProblem storeFailed(String why) {
        return new RegistryProblem(500, 50001, why);
    }

    static RegistryProblem timedOut() {
        return new RegistryProblem(
                500, 50002, "The log did not confirm in time: whether the change is made will show when it answers.");
    }
}

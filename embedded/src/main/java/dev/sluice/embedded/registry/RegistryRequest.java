package dev.sluice.embedded.registry;

/**
 * One request of the REST API.
 *
 * @param path below the registry's own root and still percent-encoded: a subject may hold a slash
 * @param query still percent-encoded, without the question mark, empty when there is none
 * @param body read as UTF-8, empty when there is none
 */
public record RegistryRequest(String method, String path, String query, String body) {}

package dev.sluice.problem;

/** The kinds that more than one module answers with. */
public final class Problems {

    public static final ProblemKind MALFORMED_BODY = new ProblemKind(
            "malformed-body",
            400,
            "The body can't be read",
            false,
            "The body isn't what its media type says: cut off, not UTF-8, or against the grammar. Nothing of it was"
                    + " taken in.");

    public static final ProblemKind INVALID_REQUEST = new ProblemKind(
            "invalid-request",
            400,
            "The request can't be understood",
            false,
            "A parameter, a header or the address itself has a value that can't be meant. The detail names it.");

    public static final ProblemKind UNAUTHORIZED = new ProblemKind(
            "unauthorized",
            401,
            "A valid API key is needed",
            false,
            "Send a key as 'Authorization: Bearer slc_…' or as 'X-API-Key: slc_…'. The answer is the same whether the key"
                    + " is missing, unknown or revoked.");

    public static final ProblemKind FORBIDDEN = new ProblemKind(
            "forbidden",
            403,
            "The API key lacks the scope",
            false,
            "The key is valid, but this call needs a scope that it doesn't have. The answer names the scope; an admin can"
                    + " make a key that has it.");

    public static final ProblemKind NOT_FOUND = new ProblemKind(
            "not-found",
            404,
            "There is nothing here",
            false,
            "The address names nothing that exists, or no longer does.");

    public static final ProblemKind UNKNOWN_TABLE = new ProblemKind(
            "unknown-table",
            404,
            "There is no such table",
            false,
            "No contract declares a table of this name. Names are written exactly as in the contract.");

    public static final ProblemKind UNKNOWN_LETTER = new ProblemKind(
            "unknown-dead-letter", 404, "There is no such dead letter", false, "No dead letter has this id.");

    public static final ProblemKind METHOD_NOT_ALLOWED = new ProblemKind(
            "method-not-allowed",
            405,
            "The method doesn't fit the address",
            false,
            "The address exists, but not for this method. The header Allow lists those it takes.");

    public static final ProblemKind NOT_ACCEPTABLE = new ProblemKind(
            "not-acceptable",
            406,
            "No format that you accept",
            false,
            "The answer can't be given in any of the media types that the header Accept asks for.");

    public static final ProblemKind REQUEST_TIMEOUT = new ProblemKind(
            "request-timeout",
            408,
            "The request took too long to arrive",
            true,
            "The body came in too slowly, and was given up. Nothing of it was taken in unless the detail says so.");

    public static final ProblemKind TOO_LARGE = new ProblemKind(
            "too-large",
            413,
            "The request is too large",
            false,
            "The body, or one row in it, is over the limit that the detail names. Send it in parts, or as an upload.");

    public static final ProblemKind UNSUPPORTED_MEDIA_TYPE = new ProblemKind(
            "unsupported-media-type",
            415,
            "The format can't be read",
            false,
            "The media type, its character set or the content encoding is none that this call reads.");

    public static final ProblemKind TOO_MANY_REQUESTS = new ProblemKind(
            "too-many-requests",
            429,
            "The key's quota is used up",
            true,
            "Wait as long as the header Retry-After says.");

    public static final ProblemKind INTERNAL_ERROR = new ProblemKind(
            "internal-error",
            500,
            "Something is wrong on our side",
            false,
            "A mistake in this service, which its log describes. Whether the request had an effect isn't known.");

    public static final ProblemKind LOG_UNAVAILABLE = new ProblemKind(
            "log-unavailable",
            503,
            "Kafka can't take more at the moment",
            true,
            "Kafka can't be reached or can't keep up. Nothing of the request was taken in; send it again after the pause"
                    + " that the header Retry-After gives.");

    public static final ProblemKind DATABASE_UNAVAILABLE = new ProblemKind(
            "database-unavailable",
            503,
            "PostgreSQL can't be reached at the moment",
            true,
            "The answer needs the database, which doesn't answer. Nothing was changed; try again after the pause that the"
                    + " header Retry-After gives.");

    public static final ProblemKind REGISTRY_UNAVAILABLE = new ProblemKind(
            "registry-unavailable",
            503,
            "The schema registry can't be reached at the moment",
            true,
            "The answer needs a schema that only the registry knows, and it doesn't answer. Nothing was changed; try again"
                    + " after the pause that the header Retry-After gives.");

    public static final ProblemKind UNAVAILABLE = new ProblemKind(
            "unavailable",
            503,
            "The service can't answer at the moment",
            true,
            "The service is starting, stopping or busy. Try again after a moment.");

    private Problems() {}

    static ProblemKinds kinds() {
        return ProblemKinds.of(
                MALFORMED_BODY,
                INVALID_REQUEST,
                UNAUTHORIZED,
                FORBIDDEN,
                NOT_FOUND,
                UNKNOWN_TABLE,
                UNKNOWN_LETTER,
                METHOD_NOT_ALLOWED,
                NOT_ACCEPTABLE,
                REQUEST_TIMEOUT,
                TOO_LARGE,
                UNSUPPORTED_MEDIA_TYPE,
                TOO_MANY_REQUESTS,
                INTERNAL_ERROR,
                LOG_UNAVAILABLE,
                DATABASE_UNAVAILABLE,
                REGISTRY_UNAVAILABLE,
                UNAVAILABLE);
    }

    /** The kind that fits an error of which only the status is known. */
    public static ProblemKind ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? INVALID_REQUEST : INTERNAL_ERROR;
        };
    }
}

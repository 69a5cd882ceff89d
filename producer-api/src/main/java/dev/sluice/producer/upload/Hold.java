package dev.sluice.producer.upload;

/** Says whether an upload is still in the hands of whoever began to send it. */
@FunctionalInterface
interface Hold {
    /** Asked right before each transaction; false where somebody else has gone on with it or closed it. */
    boolean stands(String transactionalId);
}

package dev.sluice.producer.limits;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param instance tells the instances of this stage apart; its transactional ids are made from it, so it must stay the same
 *     over restarts and differ between instances
 * @param writers transactions that may run at the same time
 * @param answerWithin the longest time until a request has its answer, whatever Kafka does
 * @param maxBody the largest body of a batch, before and after gzip
 * @param bodyTimeout the longest time that a client may take to send a batch
 * @param uploads files that may come in at the same time; each holds a thread and a few megabytes
 * @param uploadPatience how long an upload waits for a log that is away before it breaks off
 * @param uploadAbandoned how long an upload that broke off may be gone on with under its Idempotency-Key; then it is closed
 * @param quotaRows rows that each API key may send in a second; 0 for no limit
 * @param quotaBytes bytes that each API key may send in a second; 0 for no limit
 * @param maxForms bytes of forms that may lie on disk while they come in
 * @param maxBytesInFlight what may be in memory on its way in, bodies and records alike
 */
@ConfigurationProperties("sluice.producer")
public record ProducerSettings(
        @DefaultValue("edge") String instance,
        @DefaultValue("8") int writers,
        @DefaultValue("4500ms") Duration answerWithin,
        @DefaultValue("16MB") DataSize maxBody,
        @DefaultValue("20s") Duration bodyTimeout,
        @DefaultValue("16") int uploads,
        @DefaultValue("60s") Duration uploadPatience,
        @DefaultValue("10m") Duration uploadAbandoned,
        @DefaultValue("0") long quotaRows,
        @DefaultValue("0B") DataSize quotaBytes,
        @DefaultValue("8GB") DataSize maxForms,
        @DefaultValue("96MB") DataSize maxBytesInFlight) {
    public ProducerSettings {
        if (!instance.matches("[a-zA-Z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "sluice.producer.instance must match [a-zA-Z0-9._-]{1,64} but is " + instance);
        }
        if (writers < 1 || writers > 64) {
            throw new IllegalArgumentException("sluice.producer.writers must be from 1 to 64 but is " + writers);
        }
        positive("answer-within", answerWithin);
        positive("body-timeout", bodyTimeout);
        positive("upload-patience", uploadPatience);
        positive("upload-abandoned", uploadAbandoned);
        if (quotaRows < 0 || quotaBytes.isNegative()) {
            throw new IllegalArgumentException(
                    "sluice.producer.quota-rows and sluice.producer.quota-bytes must not be negative but are "
                            + quotaRows + " and " + quotaBytes);
        }
        if (maxForms.toBytes() < 1) {
            throw new IllegalArgumentException("sluice.producer.max-forms must be positive but is " + maxForms);
        }
        if (uploads < 1) {
            throw new IllegalArgumentException("sluice.producer.uploads must be at least 1 but is " + uploads);
        }
        if (maxBody.toBytes() < 1 || maxBody.toBytes() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("sluice.producer.max-body must be from 1B to 1023MB but is " + maxBody);
        }
        if (maxBytesInFlight.compareTo(maxBody) < 0) {
            throw new IllegalArgumentException("sluice.producer.max-bytes-in-flight must not be below max-body, "
                    + maxBody + ", but is " + maxBytesInFlight);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("sluice.producer." + name + " must be positive but is " + value);
        }
    }
}

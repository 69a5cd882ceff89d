package dev.sluice.producer.upload;

import dev.sluice.producer.batch.GeneratedIds;
import dev.sluice.producer.limits.ProducerSettings;
import dev.sluice.producer.limits.Quotas;
import dev.sluice.producer.log.Attempt;
import dev.sluice.producer.log.BatchLookup;
import dev.sluice.producer.log.LogWriter;
import dev.sluice.producer.requests.Claim;
import dev.sluice.topics.TopicNames;
import java.time.Clock;

/** Makes an upload of where one stands. */
final class UploadStart {
    private final UploadClaims claims;
    private final LogWriter log;
    private final BatchLookup lookup;
    private final TopicNames topics;
    private final Clock clock;
    private final GeneratedIds generated;
    private final Quotas quotas;
    private final ProducerSettings settings;

    UploadStart(
            UploadClaims claims,
            LogWriter log,
            BatchLookup lookup,
            TopicNames topics,
            Clock clock,
            GeneratedIds generated,
            Quotas quotas,
            ProducerSettings settings) {
        this.claims = claims;
        this.log = log;
        this.lookup = lookup;
        this.topics = topics;
        this.clock = clock;
        this.generated = generated;
        this.quotas = quotas;
        this.settings = settings;
    }

    /** Half the time after which others may close it: clocks of two machines are compared there. */
    Upload upload(Standing standing) {
        Claim.Ours claim = standing.claim();
        Attempt before = standing.before();
        ChunkSender sender = new ChunkSender(
                log,
                lookup,
                topics,
                settings.uploadPatience(),
                settings.uploadAbandoned().dividedBy(2),
                claim == null ? id -> true : id -> claims.stands(claim, id),
                before == null ? null : new Attempt(null, before.partition(), before.offset()));
        return new Upload(standing, sender, topics, clock, generated, quotas);
    }
}

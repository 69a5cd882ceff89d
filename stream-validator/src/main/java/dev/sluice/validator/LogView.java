package dev.sluice.validator;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What the horizon needs to know of the log. */
interface LogView {
    /** Where the partitions of a topic end, open transactions included. */
    Map<TopicPartition, Long> ends(String topic);

    /** Whether every committed record below these offsets has been judged, in transactions that are decided. */
    boolean isJudged(Map<TopicPartition, Long> ends);

    /** Whether every committed record below these offsets has reached the global stores of this instance. */
    boolean isApplied(Map<TopicPartition, Long> ends);
}

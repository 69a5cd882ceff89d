package dev.sluice.producer;

import org.springframework.context.annotation.Configuration;

/** The door of this stage. */
@Configuration(proxyBeanMethods = false)
public class ProducerModule {}

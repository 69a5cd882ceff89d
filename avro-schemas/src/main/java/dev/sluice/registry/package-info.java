/**
 * The client side of any registry that speaks Confluent's REST API, and the serializers that use it.
 */
@NullMarked
package dev.sluice.registry;

import org.jspecify.annotations.NullMarked;

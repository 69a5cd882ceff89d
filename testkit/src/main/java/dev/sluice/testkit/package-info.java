/**
 * Real backends, generators and faults for the tests of every module.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;

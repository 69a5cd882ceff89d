/**
 * Backups that are taken by themselves, and go when nothing keeps them any longer. Those that somebody asked for are not
 * touched here.
 */
@NullMarked
package dev.sluice.backup.schedule;

import org.jspecify.annotations.NullMarked;

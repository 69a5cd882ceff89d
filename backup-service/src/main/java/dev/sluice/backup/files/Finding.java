package dev.sluice.backup.files;

/** One thing that is not as the manifest says. */
public record Finding(String file, String problem) {}

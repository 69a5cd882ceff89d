package dev.sluice.reports.desk;

/** @param name empty for the letters that are about no column */
record Group(String name, long letters) {}

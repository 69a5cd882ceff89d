package dev.sluice.validator;

/** Tells a parent that is late from one that does not exist. */
@FunctionalInterface
interface Horizon {
    /**
     * Whether everything that the parent's raw topic held at a moment is judged and its result has reached the references
     * of this instance, and the parent itself is not among what still waits. So when this is true and the parent is not
     * among the references <em>then</em>, it was not there. False means "not known yet", and finding out begins.
     *
     * @param moment in milliseconds of the wall clock
     */
    boolean hasPassed(Parent parent, long moment);
}

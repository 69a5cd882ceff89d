package dev.sluice.contract;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A regular expression that the whole text must match. RE2's syntax: matching takes linear time, whatever the text. */
public final class TextPattern {
    private final Pattern pattern;

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static TextPattern compile(String text) throws PatternSyntaxException {
        return new TextPattern(Pattern.compile(text));
    }

    /** The expression as the contract spells it; it is meant to be anchored at both ends. */
    public String text() {
        return pattern.pattern();
    }

    public boolean matches(CharSequence value) {
        return pattern.matches(value.toString());
    }

    @Override
    public String toString() {
        return text();
    }
}

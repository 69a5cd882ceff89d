package dev.sluice.registry;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the classes generated from our contracts may be made from bytes: it refuses any class that nobody has
 * vouched for. The jar has to say so itself, whoever's deserializer is in use. Avro loads the conversions on the class path
 * before it reads its first value, so this is one, for a type that no schema has.
 */
public final class TrustedClasses extends Conversion<TrustedClasses> {
    private static final String GENERATED = "dev.sluice.hiring.";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(GENERATED)));
    }

    /** For Avro's service loader. */
    public TrustedClasses() {}

    @Override
    public Class<TrustedClasses> getConvertedType() {
        return TrustedClasses.class;
    }

    @Override
    public String getLogicalTypeName() {
        return "dev.sluice.trusted-classes";
    }
}

package dev.sluice.standalone;

import dev.sluice.access.AdminKeyFile;
import java.io.IOException;
import java.util.Optional;

/**
 * The key that may do everything: the one that the user fixed, or the data directory's own.
 *
 * @param shown what the summary says of it; a key that the user chose is not repeated
 */
record AdminKey(String value, String shown) {

    static AdminKey of(DataDirectory data, CommandLine.Environment environment) {
        Optional<String> fixed = environment.get("sluice.admin.key").or(() -> environment.get("SLUICE_ADMIN_KEY"));
        if (fixed.isPresent() && !fixed.get().isBlank()) {
            return new AdminKey(fixed.get().strip(), "as SLUICE_ADMIN_KEY says");
        }
        try {
            String own = AdminKeyFile.readOrMake(data.adminKeyFile());
            return new AdminKey(own, own + "   (kept in " + data.adminKeyFile() + ")");
        } catch (IOException e) {
            throw new StartRefused("can't read or make the admin key: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "AdminKey[]";
    }
}

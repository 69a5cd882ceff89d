package dev.sluice.backup.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** Where backups are kept. One is there whole or not at all; nothing in it changes once it is there. */
public interface BackupStore {
    /** Those that are there, whatever state they are in. */
    List<BackupName> names() throws IOException;

    boolean exists(BackupName name);

    /** Everything that lies in a backup, also what doesn't belong there. */
    Set<String> files(BackupName name) throws IOException;

    long size(BackupName name, String file) throws IOException;

    /** Refuses whatever is no plain file of the backup. */
    InputStream open(BackupName name, String file) throws IOException;

    /** A backup in the making. */
    Draft begin(BackupName name) throws IOException;

    void delete(BackupName name) throws IOException;

    /** Files of a backup that nobody sees yet. Closing it without publishing leaves nothing behind. */
    interface Draft extends AutoCloseable {
        /** A new file, which is durable once its stream is closed. */
        OutputStream create(String file) throws IOException;

        /** From here on the backup is there, also after a loss of power. */
        void publish() throws IOException;

        @Override
        void close() throws IOException;
    }
}

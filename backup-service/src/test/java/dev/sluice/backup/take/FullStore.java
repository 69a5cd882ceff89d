package dev.sluice.backup.take;

import dev.sluice.backup.files.BackupName;
import dev.sluice.backup.files.BackupStore;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/** A store whose disk has room for so many bytes and no more. */
final class FullStore implements BackupStore {
    private final BackupStore store;
    private long room;

    FullStore(BackupStore store, long room) {
        this.store = store;
        this.room = room;
    }

    private synchronized void take(long bytes) throws IOException {
        room -= bytes;
        if (room < 0) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public List<BackupName> names() throws IOException {
        return store.names();
    }

    @Override
    public boolean exists(BackupName name) {
        return store.exists(name);
    }

    @Override
    public Set<String> files(BackupName name) throws IOException {
        return store.files(name);
    }

    @Override
    public long size(BackupName name, String file) throws IOException {
        return store.size(name, file);
    }

    @Override
    public InputStream open(BackupName name, String file) throws IOException {
        return store.open(name, file);
    }

    @Override
    public void delete(BackupName name) throws IOException {
        store.delete(name);
    }

    @Override
    public Draft begin(BackupName name) throws IOException {
        Draft draft = store.begin(name);
        return new Draft() {
            @Override
            public OutputStream create(String file) throws IOException {
                return new FilterOutputStream(draft.create(file)) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        take(length);
                        out.write(bytes, from, length);
                    }
                };
            }

            @Override
            public void publish() throws IOException {
                draft.publish();
            }

            @Override
            public void close() throws IOException {
                draft.close();
            }
        };
    }
}

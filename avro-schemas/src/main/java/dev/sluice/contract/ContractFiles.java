package dev.sluice.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Finds {@code .avsc} files: beside this class's code (directory, jar, or jar in a jar) and in a directory. */
final class ContractFiles {
    private static final String SHIPPED = "sluice/contracts";
    private static final String SUFFIX = ".avsc";

    private ContractFiles() {}

    static List<Contract> shipped() {
        URL url = ContractFiles.class.getClassLoader().getResource(SHIPPED);
        if (url == null) {
            throw new IllegalStateException("the contracts that belong to this jar are missing from it");
        }
        try {
            URLConnection connection = url.openConnection();
            if (connection instanceof JarURLConnection inJar) {
                return entries(inJar.getJarFile());
            }
            return in(Path.of(url.toURI()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Contract> in(Path directory) {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
        return files.stream().map(ContractFiles::read).toList();
    }

    private static Contract read(Path file) {
        try {
            return Contract.parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ContractException unreadable(Path path, IOException e) {
        return new ContractException(path.toString(), "", "can't be read: " + e);
    }

    private static List<Contract> entries(JarFile jar) throws IOException {
        List<Contract> contracts = new ArrayList<>();
        for (JarEntry entry : jar.stream().toList()) {
            if (entry.getName().startsWith(SHIPPED + "/") && entry.getName().endsWith(SUFFIX)) {
                try (InputStream content = jar.getInputStream(entry)) {
                    String json = new String(content.readAllBytes(), StandardCharsets.UTF_8);
                    contracts.add(Contract.parse(entry.getName(), json));
                }
            }
        }
        return contracts;
    }
}

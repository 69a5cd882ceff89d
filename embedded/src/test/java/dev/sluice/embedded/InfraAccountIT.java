package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users other than the one who runs the tests, which only root can try. An ordinary user's own case is what every other
 * test is when it runs the build.
 */
@EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "only root can be somebody else")
class InfraAccountIT {
    private static final List<String> NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    @TempDir
    Path root;

    private Path data;
    private Path programs;

    @BeforeEach
    void openForAll() throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = Files.createDirectory(root.resolve("data"));
        programs = Files.createDirectory(root.resolve("programs"));
    }

    @Test
    void ordinaryUserRunsBoth() throws Exception {
        own(data);
        own(programs);

        try (ForkedParent parent = ForkedParent.start(NOBODY, readableClassPath(), data, programs)) {
            assertThat(parent.firstLine()).startsWith("ready");
        }
    }

    @Test
    void directoryOfSomebodyElseIsRefused() throws Exception {
        own(programs);

        try (ForkedParent parent = ForkedParent.start(NOBODY, readableClassPath(), data, programs)) {
            assertThat(parent.firstLine())
                    .startsWith("failed the data directory " + data + " can't be written: permission denied");
        }
    }

    @Test
    void dataOfRootIsRefusedToAnOrdinaryUser() throws Exception {
        own(programs);
        InfraProcess.start(InfraSpec.in(data).withPrograms(programs)).close();
        own(data);
        own(data.resolve("logs"));
        own(data.resolve("logs").resolve("infra.log"));

        try (ForkedParent parent = ForkedParent.start(NOBODY, readableClassPath(), data, programs)) {
            assertThat(parent.firstLine()).startsWith("failed the data directory " + data + " can't be written by");
        }
    }

    /** Containers forbid user namespaces. */
    @Test
    void rootWithoutUserNamespacesRunsPostgresAsSomebodyElse() throws Exception {
        Path bin = Files.createDirectory(root.resolve("bin"));
        Path unshare = Files.writeString(bin.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> withoutNamespaces = List.of("env", "PATH=" + bin + File.pathSeparator + System.getenv("PATH"));

        try (ForkedParent parent =
                ForkedParent.start(withoutNamespaces, System.getProperty("java.class.path"), data, programs)) {
            String line = parent.firstLine();
            assertThat(line).startsWith("ready");
            ProcessHandle postgres =
                    ProcessHandle.of(Long.parseLong(line.split(" ")[2])).orElseThrow();
            assertThat(postgres.info().user()).isPresent().get().isNotEqualTo("root");
        }
        try (InfraProcess again = InfraProcess.start(InfraSpec.in(data).withPrograms(programs))) {
            Marks.create(again.endpoints());
        }
    }

    private static void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", 65534);
    }

    /** The jars may lie in a directory that only root can enter. */
    private String readableClassPath() throws IOException {
        Path copies = Files.createDirectory(root.resolve("classes"));
        List<String> paths = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path source = Path.of(element);
            if (Files.exists(source)) {
                paths.add(copy(source, copies.resolve(paths.size() + "-" + source.getFileName()))
                        .toString());
            }
        }
        return String.join(File.pathSeparator, paths);
    }

    private static Path copy(Path source, Path target) throws IOException {
        try (Stream<Path> tree = Files.walk(source)) {
            for (Path path : tree.toList()) {
                Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
        }
        return target;
    }
}

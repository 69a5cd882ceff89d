package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who PostgreSQL runs as: it refuses to be root.
 *
 * <p>An ordinary user runs it as is. Root runs it in a user namespace of its own, where it owns its files and yet is not
 * root; where such namespaces are forbidden (containers, mostly), as another user, who is given the directory.
 */
final class PostgresAccount {
    /** The other users, in order of preference. */
    private static final List<String> CANDIDATES = List.of("postgres", "nobody");

    private record Ids(int user, int group) {}

    private final List<String> prefix;
    private final Optional<Ids> owner;

    private PostgresAccount(List<String> prefix, Optional<Ids> owner) {
        this.prefix = prefix;
        this.owner = owner;
    }

    /** @param cluster PostgreSQL's own directory, which needn't exist yet; its owner stays its owner */
    static PostgresAccount of(Path cluster) throws IOException, InterruptedException {
        if (!System.getProperty("user.name").equals("root")) {
            return new PostgresAccount(List.of(), Optional.empty());
        }
        if (Files.exists(cluster) && idsOf(cluster).user() != 0) {
            return as(idsOf(cluster));
        }
        if (Tool.run(List.of("unshare", "-U", "true")).exitCode() == 0) {
            return new PostgresAccount(List.of("unshare", "-U"), Optional.empty());
        }
        return as(somebody());
    }

    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Makes a file or directory of ours this account's own. */
    void give(Path path) throws IOException {
        if (owner.isPresent()) {
            Files.setAttribute(path, "unix:uid", owner.get().user());
            Files.setAttribute(path, "unix:gid", owner.get().group());
        }
    }

    private static PostgresAccount as(Ids ids) {
        return new PostgresAccount(
                List.of("setpriv", "--reuid=" + ids.user(), "--regid=" + ids.group(), "--clear-groups", "--"),
                Optional.of(ids));
    }

    private static Ids idsOf(Path path) throws IOException {
        return new Ids((Integer) Files.getAttribute(path, "unix:uid"), (Integer) Files.getAttribute(path, "unix:gid"));
    }

    private static Ids somebody() throws IOException, InterruptedException {
        for (String name : CANDIDATES) {
            Tool.Result user = Tool.run(List.of("id", "-u", name));
            Tool.Result group = Tool.run(List.of("id", "-g", name));
            if (user.exitCode() == 0 && group.exitCode() == 0) {
                return new Ids(Integer.parseInt(user.lastLine()), Integer.parseInt(group.lastLine()));
            }
        }
        throw new InfraException("PostgreSQL won't run as root, and there is neither a user namespace nor a user "
                + String.join(" or ", CANDIDATES) + " for it; start as an ordinary user");
    }
}

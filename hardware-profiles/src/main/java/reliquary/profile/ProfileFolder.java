package reliquary.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Shape.Text;

/** A place that holds profiles as NAME.yaml. */
sealed interface ProfileFolder {
    String SUFFIX = ".yaml";

    /** What a profile may be called. */
    Text NAME = new Text("^[a-z0-9][a-z0-9._-]{0,63}$", "a name of small letters, digits, '-', '.' and '_'");

    /** The document of that name, checked against the grammar; empty if there is none. */
    Optional<Mapping> find(String name);

    /** The names of the profiles here, sorted. */
    List<String> names();

    /** Where files that its profiles name are looked for. */
    Path path();

    /** The profiles that ship, beside this class. */
    record BuiltIn() implements ProfileFolder {
        private static final String INDEX = "profiles/index.txt";

        @Override
        public Optional<Mapping> find(String name) {
            String file = name + SUFFIX;
            // What ships is checked by the project's tests, not at every start.
            return resource("profiles/" + file).map(text -> YamlReader.read(file, text));
        }

        @Override
        public List<String> names() {
            return resource(INDEX).orElse("").lines().toList();
        }

        @Override
        public Path path() {
            return Path.of("");
        }

        static Optional<String> resource(String name) {
            try (InputStream in = ProfileFolder.class.getResourceAsStream(name)) {
                return in == null
                        ? Optional.empty()
                        : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new ProfileException("built-in " + name + " is not readable: " + e.getMessage());
            }
        }
    }

    /** A folder of the user's or the project's own. */
    record OnDisk(Path path) implements ProfileFolder {
        @Override
        public Optional<Mapping> find(String name) {
            Path file = path.resolve(name + SUFFIX);
            return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
        }

        @Override
        public List<String> names() {
            TreeSet<String> names = new TreeSet<>();
            if (!Files.isDirectory(path)) {
                return List.of();
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    names.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            } catch (IOException e) {
                throw new ProfileException(path + ": folder is not readable: " + e.getMessage());
            }
            return List.copyOf(names);
        }

        /** Reads and checks one document. */
        static Mapping read(Path file) {
            Mapping document = YamlReader.read(file.toString(), text(file));
            List<Problem> problems = ShapeCheck.problems(document, ProfileShape.DOCUMENT);
            if (!problems.isEmpty()) {
                throw new ProfileException(problems);
            }
            return document;
        }

        private static String text(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(YamlReader.MOST_BYTES + 1);
                if (bytes.length > YamlReader.MOST_BYTES) {
                    throw new ProfileException(
                            file + ": a profile has at most " + YamlReader.MOST_BYTES / 1024 + " KB");
                }
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw new ProfileException(file + ": not a text in UTF-8; a profile is a YAML document");
            } catch (IOException e) {
                throw new ProfileException(file + ": not readable: " + e.getMessage());
            }
        }
    }
}

package reliquary.profile;

/**
 * Where a value stands.
 *
 * @param file the document, as the user named it or a built-in's file name
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

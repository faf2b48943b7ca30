package reliquary.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Memory sizes on the command line: {@code 640K}, {@code 16M}, {@code 1G}; the result is in bytes. */
final class Sizes implements ITypeConverter<Integer> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,7})\\s*([KkMmGg])[Bb]?");
    private static final long SMALLEST = 64 << 10;
    private static final long LARGEST = 1L << 30;

    @Override
    public Integer convert(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            throw new TypeConversionException("'" + text + "' is no memory size; write 640K, 16M or 1G");
        }
        int shift = switch (m.group(2).toLowerCase(java.util.Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            default -> 30;
        };
        long bytes = Long.parseLong(m.group(1)) << shift;
        if (bytes < SMALLEST || bytes > LARGEST) {
            throw new TypeConversionException("'" + text + "' is out of range; from 64K to 1G");
        }
        return (int) bytes;
    }
}

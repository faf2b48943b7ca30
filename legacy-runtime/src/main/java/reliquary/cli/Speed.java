package reliquary.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How fast guest time passes: as fast as the host can, or a fixed share of real time. */
sealed interface Speed {
    /** As fast as the host can. */
    record Max() implements Speed {}

    /** {@code factor} guest seconds a host second, above 0. */
    record Paced(double factor) implements Speed {}

    /** {@code max}, {@code real} or {@code N%}. */
    final class Converter implements ITypeConverter<Speed> {
        private static final Pattern PERCENT = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)%");

        @Override
        public Speed convert(String text) {
            if (text.equals("max")) {
                return new Max();
            }
            if (text.equals("real")) {
                return new Paced(1);
            }
            Matcher m = PERCENT.matcher(text);
            if (!m.matches() || Double.parseDouble(m.group(1)) == 0) {
                throw new TypeConversionException(
                        "'" + text + "' is no speed; write max, real or a percentage such as 50%");
            }
            return new Paced(Double.parseDouble(m.group(1)) / 100);
        }
    }
}

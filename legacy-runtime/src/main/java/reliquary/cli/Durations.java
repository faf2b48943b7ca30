package reliquary.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times on the command line: {@code 500ms}, {@code 60s}, {@code 10m}, {@code 2h}, {@code 90d}; a bare number is seconds. */
final class Durations implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|d|)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    @Override
    public Duration convert(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            throw new TypeConversionException("'" + text + "' is no time; write 500ms, 60s, 10m, 2h or 90d");
        }
        long nanosPerUnit = MILLIS.get(m.group(2)) * 1_000_000;
        return Duration.ofNanos(new BigDecimal(m.group(1))
                .multiply(BigDecimal.valueOf(nanosPerUnit))
                .longValue());
    }
}

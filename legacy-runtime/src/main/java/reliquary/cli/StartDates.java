package reliquary.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Dates on the command line: {@code 1994-03-01} or {@code 1994-03-01T09:00}, within the century that a PC's clock knows. */
final class StartDates implements ITypeConverter<LocalDateTime> {
    private static final int FIRST_YEAR = 1980;
    private static final int LAST_YEAR = 2099;

    @Override
    public LocalDateTime convert(String text) {
        LocalDateTime date;
        try {
            date = text.contains("T")
                    ? LocalDateTime.parse(text)
                    : LocalDate.parse(text).atStartOfDay();
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no date; write 1994-03-01 or 1994-03-01T09:00");
        }
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new TypeConversionException("'" + text + "' is out of range; a PC's clock knows 1980 to 2099");
        }
        return date;
    }
}

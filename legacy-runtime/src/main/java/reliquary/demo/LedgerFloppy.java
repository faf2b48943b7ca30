package reliquary.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.fat.FatFileSystem;

/**
 * The floppy of the price ledger, a small business system that boots without DOS; {@code ledger.asm} is its program.
 *
 * <p>Items stand in {@code ITEMS.DAT}, 64 records of 32 bytes without gaps: the name in 22 characters padded with blanks,
 * the price in cents in 8 digits, CR, LF. A free record is all blank.
 */
public final class LedgerFloppy {
    /** The date of its files. */
    public static final LocalDateTime DATE = LocalDateTime.of(1994, 3, 1, 9, 0);

    /** What the ledger holds when it is new. */
    public static final List<Item> FIRST_ITEMS = List.of(
            new Item("ACCOUNT BOOK, RULED", 1250),
            new Item("BLOTTING PAPER, 24", 185),
            new Item("CARBON PAPER, BOX", 640),
            new Item("ENVELOPES, 500", 1195),
            new Item("INK, BLUE-BLACK, 1 L", 875),
            new Item("PAPER, A4, 2500", 2990),
            new Item("RIBBON, FABRIC", 475),
            new Item("RUBBER STAMP, DATE", 1520));

    private static final String DATA = "ITEMS.DAT";
    private static final int CAPACITY = 64;
    private static final int NAME = 22;
    private static final int PRICE = 8;
    private static final int RECORD = NAME + PRICE + 2;

    private LedgerFloppy() {}

    /**
     * One record.
     *
     * @param name 1 to 22 ASCII characters, the first not blank
     * @param cents 0 to 9999999
     */
    public record Item(String name, int cents) {
        private String record() {
            return String.format(Locale.ROOT, "%-" + NAME + "s%0" + PRICE + "d\r\n", name, cents);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-" + NAME + "s %5d.%02d", name, cents / 100, cents % 100);
        }
    }

    /** Creates the floppy with {@link #FIRST_ITEMS}; a file that is there is replaced. */
    public static void create(Path image) throws IOException {
        StringBuilder data = new StringBuilder();
        FIRST_ITEMS.forEach(item -> data.append(item.record()));
        data.append((" ".repeat(NAME + PRICE) + "\r\n").repeat(CAPACITY - FIRST_ITEMS.size()));
        StartFloppy.create(
                image,
                List.of(
                        new StartFloppy.Content("LEDGER.SYS", GuestProgram.read(LedgerFloppy.class, "ledger.bin")),
                        new StartFloppy.Content(DATA, data.toString().getBytes(StandardCharsets.US_ASCII))),
                DATE);
    }

    /**
     * The items that a ledger's floppy holds now.
     *
     * @throws DiskFormatException if it has no {@code ITEMS.DAT} or a record in it is damaged
     */
    public static List<Item> items(DiskImage floppy) throws IOException {
        FatFileSystem files = FatFileSystem.open(Volume.of(floppy));
        FileEntry data = files.find(DATA)
                .filter(file -> file.size() == CAPACITY * RECORD)
                .orElseThrow(() ->
                        new DiskFormatException("the floppy has no " + DATA + " of " + CAPACITY * RECORD + " bytes"));
        String text = new String(files.open(data).readAll(CAPACITY * RECORD), StandardCharsets.US_ASCII);
        List<Item> items = new ArrayList<>();
        for (int at = 0; at < text.length() && text.charAt(at) != ' '; at += RECORD) {
            items.add(item(text.substring(at, at + NAME + PRICE), at));
        }
        return items;
    }

    private static Item item(String record, int offset) throws DiskFormatException {
        String price = record.substring(NAME);
        if (!price.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new DiskFormatException(DATA + ", byte " + (offset + NAME) + ": '" + price + "' is not a price");
        }
        return new Item(record.substring(0, NAME).stripTrailing(), Integer.parseInt(price));
    }
}

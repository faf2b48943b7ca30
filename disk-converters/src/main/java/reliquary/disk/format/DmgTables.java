package reliquary.disk.format;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the block tables ("blkx") of a UDIF file: in the XML property list, or in the resource fork of older files. */
final class DmgTables {
    private static final int MAX_LENGTH = 64 * 1024 * 1024;
    private static final int BLKX = 0x626C6B78;

    private DmgTables() {}

    static List<byte[]> read(ImageFile file, ByteBuffer trailer) throws IOException {
        long listAt = trailer.getLong(216);
        long listLength = trailer.getLong(224);
        long forkAt = trailer.getLong(40);
        long forkLength = trailer.getLong(48);
        if (Math.max(listLength, forkLength) > MAX_LENGTH) {
            throw file.refused("UDIF tables of " + Math.max(listLength, forkLength) + " bytes are too long");
        }
        if (listLength > 0) {
            return fromPropertyList(
                    file,
                    file.read(listAt, listLength, "the UDIF property list").array());
        }
        if (forkLength > 0) {
            return fromResourceFork(file, file.read(forkAt, forkLength, "the UDIF resource fork"));
        }
        throw file.damaged(file.size() - 512, "the UDIF trailer names no tables");
    }

    /** The Data elements inside the array under the key blkx. */
    private static List<byte[]> fromPropertyList(ImageFile file, byte[] xml) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLReporter((message, type, information, place) -> {}); // the exception says it all
        List<byte[]> tables = new ArrayList<>();
        boolean inBlkx = false;
        int arrays = 0;
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new StringReader(new String(xml, StandardCharsets.UTF_8)));
            while (reader.hasNext()) {
                int event = reader.next();
                String name = event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT
                        ? reader.getLocalName()
                        : "";
                if (event == XMLStreamConstants.START_ELEMENT && name.equals("key") && arrays == 0) {
                    inBlkx = reader.getElementText().strip().equals("blkx");
                } else if (event == XMLStreamConstants.START_ELEMENT && name.equals("data") && inBlkx) {
                    tables.add(Base64.getMimeDecoder().decode(reader.getElementText()));
                } else if (name.equals("array")) {
                    arrays += event == XMLStreamConstants.START_ELEMENT ? 1 : -1;
                }
            }
        } catch (XMLStreamException | IllegalArgumentException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw file.refused("the UDIF property list is damaged: " + reason);
        }
        return tables;
    }

    /** The classic Mac OS resource fork (Inside Macintosh: More Macintosh Toolbox, 1-121): all resources of type blkx. */
    private static List<byte[]> fromResourceFork(ImageFile file, ByteBuffer fork) throws IOException {
        List<byte[]> tables = new ArrayList<>();
        long total = 0;
        try {
            int data = fork.getInt(0);
            int map = fork.getInt(4);
            int types = map + (fork.getShort(map + 24) & 0xFFFF);
            int typeCount = (fork.getShort(types) & 0xFFFF) + 1;
            for (int i = 0; i < typeCount; i++) {
                int type = types + 2 + 8 * i;
                int count = (fork.getShort(type + 4) & 0xFFFF) + 1;
                int references = types + (fork.getShort(type + 6) & 0xFFFF);
                for (int r = 0; r < count && fork.getInt(type) == BLKX; r++) {
                    int at = data + (fork.getInt(references + 12 * r + 4) & 0xFF_FFFF);
                    byte[] table = new byte[checked(fork, fork.getInt(at), at)];
                    fork.get(at + 4, table);
                    tables.add(table);
                    total += 4 + table.length;
                    if (total > fork.limit()) {
                        throw file.refused("the tables in the UDIF resource fork overlap");
                    }
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw file.refused("the UDIF resource fork is damaged");
        }
        return tables;
    }

    private static int checked(ByteBuffer fork, int length, int at) {
        if (length < 0 || length > fork.limit() - at - 4) {
            throw new IndexOutOfBoundsException(at);
        }
        return length;
    }
}

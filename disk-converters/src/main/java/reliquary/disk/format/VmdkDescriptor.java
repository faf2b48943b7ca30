package reliquary.disk.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text that describes a VMDK: key = value lines and one line for each extent (VMware Virtual Disk Format 1.1, "The
 * Descriptor File").
 *
 * @param values by key in lower case, without quotes
 * @param extents in disk order
 */
record VmdkDescriptor(Map<String, String> values, List<Extent> extents) {
    static final String FIRST_LINE = "# Disk DescriptorFile";
    static final int MAX_LENGTH = 1024 * 1024;
    private static final Pattern EXTENT = Pattern.compile(
            "(RW|RDONLY|NOACCESS)\\s+(\\d{1,15})\\s+([A-Z0-9]+)(?:\\s+\"([^\"]*)\")?(?:\\s+(\\d{1,15}))?.*");
    private static final Pattern VALUE = Pattern.compile("([A-Za-z0-9_.]+)\\s*=\\s*\"?([^\"]*)\"?\\s*");

    /**
     * One extent line.
     *
     * @param sectors of 512 bytes
     * @param type SPARSE, FLAT, ZERO, VMFS, VMFSSPARSE …
     * @param startSector where a flat extent begins in its file
     */
    record Extent(String access, long sectors, String type, String fileName, long startSector) {}

    static VmdkDescriptor parse(ImageFile file, byte[] text) throws IOException {
        Map<String, String> values = new HashMap<>();
        List<Extent> extents = new ArrayList<>();
        String all = new String(text, StandardCharsets.UTF_8);
        int end = all.indexOf('\0');
        for (String line : (end < 0 ? all : all.substring(0, end)).split("\\R")) {
            String trimmed = line.strip();
            Matcher extent = EXTENT.matcher(trimmed);
            Matcher value = VALUE.matcher(trimmed);
            if (extent.matches()) {
                extents.add(new Extent(
                        extent.group(1),
                        Long.parseLong(extent.group(2)),
                        extent.group(3),
                        Optional.ofNullable(extent.group(4)).orElse(""),
                        Optional.ofNullable(extent.group(5))
                                .map(Long::parseLong)
                                .orElse(0L)));
            } else if (!trimmed.startsWith("#") && value.matches()) {
                values.put(
                        value.group(1).toLowerCase(Locale.ROOT), value.group(2).strip());
            }
        }
        if (values.isEmpty()) {
            throw file.refused("the VMDK descriptor has no lines of the form key=value");
        }
        return new VmdkDescriptor(values, extents);
    }

    String createType() {
        return values.getOrDefault("createtype", "");
    }

    /** Content id; changes with each session that writes. */
    String contentId() {
        return values.getOrDefault("cid", "");
    }

    /** The content id that the disk below must have; empty if there is none below. */
    Optional<String> parentContentId() {
        return Optional.ofNullable(values.get("parentcid")).filter(id -> !id.equalsIgnoreCase("ffffffff"));
    }

    Optional<String> parentName() {
        return Optional.ofNullable(values.get("parentfilenamehint"));
    }

    ImageFacts facts(long size) {
        return ImageFacts.of(
                size, number("ddb.geometry.cylinders"), number("ddb.geometry.heads"), number("ddb.geometry.sectors"));
    }

    private long number(String key) {
        String text = values.getOrDefault(key, "0");
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }
}

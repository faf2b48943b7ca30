package reliquary.disk.archive;

/**
 * How far an archive may expand.
 *
 * @param depth layers of compression and archives around the image, 1 or more
 * @param ratio bytes that each byte of the file on disk may become
 * @param free bytes that any file may become, however small it is: an empty disk shrinks to nearly nothing
 * @param total bytes that no file may exceed
 */
public record ArchiveLimits(int depth, long ratio, long free, long total) {
    /** Four layers; 1100 to 1, which is the most that deflate can do; 4 GiB in any case and 512 GiB at most. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(4, 1100, 4L << 30, 512L << 30);

    /** The bytes that a file of some size may become. */
    long allowed(long fileSize) {
        long byRatio = fileSize > total / ratio ? total : fileSize * ratio;
        return Math.min(total, Math.max(free, byRatio));
    }
}

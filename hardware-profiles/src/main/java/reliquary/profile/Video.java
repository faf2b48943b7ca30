package reliquary.profile;

/**
 * Display adapter and monitor.
 *
 * @param memory bytes of display memory
 */
public record Video(VideoAdapter adapter, int memory, Monitor monitor) {}

package reliquary.profile;

/**
 * The keyboard.
 *
 * @param keys 83 (PC, XT), 84 (AT), 101 or 102 (enhanced)
 * @param layout the national layout, by the language's name
 */
public record Keyboard(int keys, String layout) {}

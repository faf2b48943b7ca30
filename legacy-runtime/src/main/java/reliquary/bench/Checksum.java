package reliquary.bench;

/** Whether a run's output holds the line that only a right run ends with. */
final class Checksum {
    private Checksum() {}

    /**
     * @param output what the guest showed or sent
     * @param messages what the system itself said, for the error
     * @throws BenchException if the line is not there
     */
    static void check(String subject, Workload workload, String output, String messages) {
        if (output.contains(workload.expectedLine())) {
            return;
        }
        String found = output.lines()
                .filter(line -> line.startsWith("BENCH "))
                .findFirst()
                .map(line -> "its result is '" + line.strip() + "'")
                .orElse("there is no result; it said: "
                        + messages.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("(?<=.{300}).*", "…"));
        throw new BenchException(
                workload.label() + " on " + subject + ": expected '" + workload.expectedLine() + "', but " + found);
    }
}

package io.tapewire.load;

/**
 * What has gone wrong with lines, all viewers together.
 *
 * @param lost never came
 * @param doubled came again
 * @param late came after a younger one
 * @param broken what came was no line that was printed
 */
record Faults(long lost, long doubled, long late, long broken) {
    static final Faults NONE = new Faults(0, 0, 0, 0);

    Faults plus(Faults more) {
        return new Faults(lost + more.lost, doubled + more.doubled, late + more.late, broken + more.broken);
    }

    @Override
    public String toString() {
        return lost + "/" + doubled + "/" + late + (broken == 0 ? "" : " and " + broken + " broken");
    }
}

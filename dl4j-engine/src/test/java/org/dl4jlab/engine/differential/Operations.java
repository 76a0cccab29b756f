package org.dl4jlab.engine.differential;

/** Draws calls that a program may make on a network. */
final class Operations {
    private final Draw draw;
    private final FitOperations fit;
    private final PredictOperations predict;
    private final GradientOperations gradients;
    private final MaskOperations masks;
    private final StateOperations state;
    private final SettingsOperations settings;
    private final ScoreOperations score;
    private final WrongOperations wrong;
    private final CopyOperations copies;

    Operations(Draw draw, RandomNetwork network) {
        this.draw = draw;
        RandomArrays arrays = new RandomArrays(draw, network);
        this.fit = new FitOperations(draw, network, arrays);
        this.predict = new PredictOperations(draw, network, arrays);
        this.gradients = new GradientOperations(draw, arrays);
        this.masks = new MaskOperations(draw, network, arrays, fit, predict);
        this.state = new StateOperations(draw);
        this.settings = new SettingsOperations(draw);
        this.score = new ScoreOperations(draw, network, arrays);
        this.wrong = new WrongOperations(draw, arrays, predict);
        this.copies = new CopyOperations(draw);
    }

    Operation draw() {
        return switch (draw.between(0, 14)) {
            case 0, 1, 2 -> fit.one();
            case 3, 4 -> fit.many();
            case 5, 6 -> predict.draw();
            case 7 -> gradients.draw();
            case 8 -> masks.draw();
            case 9 -> state.draw();
            case 10 -> settings.draw();
            case 11 -> score.draw();
            case 12 -> wrong.draw();
            default -> copies.draw();
        };
    }
}

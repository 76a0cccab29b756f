package org.dl4jlab.sweeps.search;

import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.exceptions.GeneticGenerationException;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;
import org.dl4jlab.sweeps.space.CandidateSpace;

/**
 * A search method over a space, with its seed. The same calls give the same proposals. Not for several threads at once.
 */
public final class Search {

    /**
     * Small, because a sweep has some dozens of candidates: breeding starts when two thirds of it have been scored.
     * Arbiter's own choice of 30 would draw the first 20 at random.
     */
    public static final int POPULATION = 12;

    private static final double CROSSOVER_RATE = 0.85;

    /** For each hyperparameter; Arbiter's 0.005 would leave some dozens of candidates without any mutation. */
    private static final double MUTATION_RATE = 0.1;

    private final CandidateSpace space;
    private final CandidateGenerator generator;
    private final boolean learns;
    private int proposed;

    private Search(CandidateSpace space, CandidateGenerator generator, boolean learns) {
        this.space = space;
        this.generator = generator;
        this.learns = learns;
    }

    /**
     * Starts a search.
     *
     * @param gridSteps values of a continuous or whole-number hyperparameter in a grid
     */
    public static Search of(SearchMethod method, CandidateSpace space, long seed, int gridSteps) {
        CandidateGenerator generator = switch (method) {
            case RANDOM -> new RandomSearchGenerator(space, Map.of());
            case GRID -> new SeededGrid(space, gridSteps, seed);
            case GENETIC -> genetic(space, seed);
        };
        if (method == SearchMethod.RANDOM) {
            generator.setRngSeed(seed);
        }
        return new Search(space, generator, method == SearchMethod.GENETIC);
    }

    /** Each operator has a random generator of its own unless it is given one, and none of them is seeded. */
    private static CandidateGenerator genetic(CandidateSpace space, long seed) {
        RandomGenerator random = new JDKRandomGenerator();
        random.setSeed(seed);
        return new GeneticSearchCandidateGenerator.Builder(space, new AccuracyScore())
                .populationModel(
                        new PopulationModel.Builder().populationSize(POPULATION).build())
                .selectionOperator(new GeneticSelectionOperator.Builder()
                        .randomGenerator(random)
                        .crossoverOperator(new SinglePointCrossover.Builder()
                                .randomGenerator(random)
                                .crossoverRate(CROSSOVER_RATE)
                                .parentSelection(new RandomTwoParentSelection(random))
                                .build())
                        .mutationOperator(new RandomMutationOperator.Builder()
                                .randomGenerator(random)
                                .mutationRate(MUTATION_RATE)
                                .build())
                        .build())
                .build();
    }

    /** Whether proposals depend on the scores reported before. */
    public boolean learns() {
        return learns;
    }

    /**
     * The next candidate; empty when the grid is used up or breeding finds nothing new.
     *
     * @throws IllegalStateException if the search space failed to make one
     */
    public Optional<CandidateProposal> next() {
        if (!generator.hasMoreCandidates()) {
            return Optional.empty();
        }
        Candidate candidate = generator.getCandidate();
        // Arbiter hands exceptions out as candidates; only this one says that there is nothing left to try.
        if (candidate.getException() instanceof GeneticGenerationException) {
            return Optional.empty();
        }
        double[] genes = candidate.getFlatParameters();
        if (candidate.getException() != null || genes == null) {
            throw new IllegalStateException(
                    "The search could not make candidate " + proposed + ": " + candidate.getException(),
                    candidate.getException());
        }
        return Optional.of(new CandidateProposal(proposed++, genes, space.getValue(genes)));
    }

    /** Tells the search how a proposal did; a search that does not learn ignores it. */
    @SuppressWarnings({"rawtypes", "unchecked"}) // Arbiter's raw types
    public void report(CandidateProposal proposal, double score) {
        Candidate candidate = new Candidate(proposal.hyperparameters(), proposal.index(), proposal.genes());
        generator.reportResults(new OptimizationResult(candidate, score, proposal.index(), null, null, null));
    }
}

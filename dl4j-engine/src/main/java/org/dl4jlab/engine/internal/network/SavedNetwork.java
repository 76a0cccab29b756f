package org.dl4jlab.engine.internal.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;

/**
 * What Java serialisation writes for an accelerated network: DL4J's own file, and how the network is run. Read again it
 * becomes an accelerated network. As with DL4J's own networks, listeners are not part of it.
 */
final class SavedNetwork implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] file;
    private final boolean graph;
    private final int threads;
    private final String precision;

    private SavedNetwork(byte[] file, boolean graph, EngineOptions options) {
        this.file = file;
        this.graph = graph;
        this.threads = options.threads();
        this.precision = options.precision().title();
    }

    static SavedNetwork of(Model network, EngineOptions options) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ModelSerializer.writeModel(network, bytes, true);
            return new SavedNetwork(bytes.toByteArray(), network instanceof ComputationGraph, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object readResolve() throws ObjectStreamException {
        try {
            EngineOptions options = new EngineOptions(threads, Precision.of(precision));
            ByteArrayInputStream bytes = new ByteArrayInputStream(file);
            if (graph) {
                return new AcceleratedComputationGraph(ModelSerializer.restoreComputationGraph(bytes, true), options);
            }
            return new AcceleratedMultiLayerNetwork(ModelSerializer.restoreMultiLayerNetwork(bytes, true), options);
        } catch (IOException e) {
            InvalidObjectException invalid = new InvalidObjectException("no network in the file that was serialised");
            invalid.initCause(e);
            throw invalid;
        }
    }
}

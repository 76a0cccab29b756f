package org.dl4jlab.spark.training;

import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Objects as bytes, made here rather than by Spark on the way, so that the time it takes can be told. */
final class Packed {

    private Packed() {}

    static byte[] bytes(Object object) {
        ByteBuffer buffer = serializer().serialize(object, anything());
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static <T> T object(byte[] bytes, Class<T> type) {
        Object object = serializer().deserialize(ByteBuffer.wrap(bytes), anything());
        return type.cast(object);
    }

    private static ClassTag<Object> anything() {
        return ClassTag$.MODULE$.apply(Object.class);
    }

    /** It finds classes that were sent along with an application, and no other one does. */
    private static SerializerInstance serializer() {
        return SparkEnv.get().closureSerializer().newInstance();
    }
}

package org.dl4jlab.ui.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Answers 400 to what is no HTTP request, and lets nothing through that comes after it or after the connection was closed:
 * Vert.x would close the connection without a word, and write a stack trace for every later part of what was sent.
 */
final class MalformedRequests extends ChannelInboundHandlerAdapter {

    private boolean over;

    /** Looks at everything that this connection sends, before Vert.x does. */
    static void refuseOn(HttpConnection connection) {
        ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
        vertx.pipeline().addBefore(vertx.name(), "malformed requests", new MalformedRequests());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (over || !context.channel().isActive()) {
            ReferenceCountUtil.release(message);
            return;
        }
        Throwable cause =
                message instanceof HttpObject part ? part.decoderResult().cause() : null;
        over = cause != null;
        // Vert.x itself answers 414 and 431 to what is too long.
        if (cause == null || cause instanceof TooLongFrameException) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.BAD_REQUEST, Unpooled.EMPTY_BUFFER);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }
}

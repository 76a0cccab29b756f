package org.dl4jlab.ui.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.net.impl.transport.Transport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections up to a limit and closes the newest beyond it. The limit is kept where connections are accepted:
 * anything later would come after their files were opened, hundreds at a time, and a program that may open few of them
 * would have none left for its own.
 */
final class BoundedTransport extends Transport {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedTransport.class);

    /** Refused one after the other before a pause, so that a flood of connections costs little time. */
    private static final int REFUSED_AT_ONCE = 16;

    private static final long PAUSE_MILLIS = 50;

    private final int most;

    /** @param most connections open at one time */
    BoundedTransport(int most) {
        this.most = most;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
        return domainSocket ? super.serverChannelFactory(true) : () -> new Acceptor(most);
    }

    /** A listening socket that knows how many of its connections are open. */
    private static final class Acceptor extends NioServerSocketChannel {

        private final int most;
        private final AtomicInteger open = new AtomicInteger();
        private boolean told;

        Acceptor(int most) {
            this.most = most;
        }

        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            for (int refused = 0; refused < REFUSED_AT_ONCE; refused++) {
                int count = super.doReadMessages(accepted);
                if (count < 1) {
                    return count;
                }
                Channel newest = (Channel) accepted.get(accepted.size() - 1);
                if (open.get() < most) {
                    open.incrementAndGet();
                    newest.closeFuture().addListener(closed -> open.decrementAndGet());
                    return count;
                }
                accepted.remove(accepted.size() - 1);
                newest.unsafe().closeForcibly();
                tell();
            }
            config().setAutoRead(false);
            eventLoop().schedule(() -> config().setAutoRead(true), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            return 0;
        }

        private void tell() {
            if (!told) {
                told = true;
                LOG.warn("More than {} connections to the dashboard at once; the newest are closed", most);
            }
        }
    }
}

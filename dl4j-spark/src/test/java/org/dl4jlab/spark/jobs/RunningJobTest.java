package org.dl4jlab.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.dl4jlab.spark.testing.RecordingJobListener;
import org.junit.jupiter.api.Test;

class RunningJobTest {

    private final RunningJob job = new RunningJob();
    private final RecordingJobListener listener = new RecordingJobListener();
    private final List<String> heard = listener.heard();

    @Test
    void whatEachHeartbeatRepeatsIsToldOnce() {
        job.began(1, "one");
        job.told(1, new News(0, List.of("a")));
        job.tell(listener);
        job.told(1, new News(0, List.of("a")));
        job.told(1, new News(0, List.of("a", "b", "c")));
        job.tell(listener);
        job.tell(listener);
        assertThat(heard).containsExactly("on one", "a", "b", "c");
    }

    @Test
    void anAttemptAfterALostOneTellsFromTheFirstAndTheLostOneNoMore() {
        job.told(1, new News(0, List.of("of another job")));
        job.began(1, "one");
        job.told(1, new News(0, List.of("a", "b")));
        job.began(2, "two");
        job.told(1, new News(0, List.of("a", "b", "c")));
        job.told(2, new News(0, List.of("a")));
        job.tell(listener);
        assertThat(heard).containsExactly("on one", "a", "b", "on two", "a");
    }

    @Test
    void ofManyTheLastAreCarried() {
        JobNews news = new JobNews();
        assertThat(news.isZero()).isTrue();
        List<String> texts = IntStream.range(0, JobNews.MOST_CARRIED + 3)
                .mapToObj(String::valueOf)
                .toList();
        job.began(1, "one");
        texts.subList(0, 5).forEach(news::add);
        job.told(1, news.value());
        texts.subList(5, texts.size()).forEach(news::add);
        job.told(1, news.copy().value());
        job.tell(listener);
        assertThat(news.value().last()).hasSize(JobNews.MOST_CARRIED);
        assertThat(news.value().count()).isEqualTo(texts.size());
        assertThat(news.copyAndReset().isZero()).isTrue();
        assertThat(heard.subList(1, heard.size())).isEqualTo(texts);

        job.told(1, new News(texts.size() + 10, List.of("after a gap")));
        job.tell(listener);
        assertThat(heard).last().isEqualTo("after a gap");
    }
}

package org.dl4jlab.data.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

class DataSetsTest {

    @Test
    void sizesOfFilesFollowFromShapeAndNumberOfImages() {
        for (DataSetSpec spec : DataSets.all()) {
            for (Part part : new Part[] {spec.train(), spec.test()}) {
                long bytes = part.files().stream().mapToLong(DataFile::size).sum();
                long headers = spec.format() == FileFormat.IDX ? 16 + 8 : 0;
                assertThat(bytes)
                        .isEqualTo(headers + part.images() * (1L + spec.shape().size()));
            }
        }
    }

    @Test
    void everyDataSetHasTenClassesAndSomewhereToComeFrom() {
        assertThat(DataSets.all()).allSatisfy(spec -> {
            assertThat(spec.classNames()).hasSize(10).doesNotHaveDuplicates();
            assertThat(spec.sources()).hasSizeGreaterThan(1);
            assertThat(spec.normalization().channels()).isEqualTo(spec.shape().channels());
            assertThat(spec.files()).extracting(DataFile::sha256).doesNotHaveDuplicates();
        });
    }

    @Test
    void dataSetsAreFoundById() {
        assertThat(DataSets.byId("fashion-mnist")).isSameAs(DataSets.FASHION_MNIST);
        assertThatThrownBy(() -> DataSets.byId("cifar"))
                .isInstanceOf(DataException.class)
                .hasMessage("There is no data set 'cifar'. There are: mnist, fashion-mnist, cifar10.");
    }

    @Test
    void aFileNameCannotLeaveItsFolder() {
        for (String name : new String[] {"../x", "a/b", "", ".hidden", "a\\b"}) {
            assertThatThrownBy(() -> new DataFile(name, 1, "0".repeat(64), "0".repeat(32)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a plain file name");
        }
    }

    @Test
    void anImageFolderHoldsSomeBackButNotAll() {
        ImageShape shape = new ImageShape(3, 8, 8);
        for (double fraction : new double[] {0, 1, -0.5, Double.NaN}) {
            assertThatThrownBy(() -> ImageFolder.of(Path.of("x"), shape).withTestFraction(fraction))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ImageFolder.of(Path.of("x"), new ImageShape(2, 8, 8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

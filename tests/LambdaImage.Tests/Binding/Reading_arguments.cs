using System.Collections;
using System.Management.Automation;
using LambdaImage.Binding;

namespace LambdaImage.Tests.Binding;

public sealed class Reading_arguments
{
    [Fact]
    public void True_stands_for_the_default_Dockerfile() => DockerfileArgumentAttribute.Convert(true).ShouldBe("Dockerfile");

    [Fact]
    public void A_path_stands_for_itself() => DockerfileArgumentAttribute.Convert("docker/web").ShouldBe("docker/web");

    [Fact]
    public void A_file_stands_for_its_full_path()
    {
        var file = new FileInfo("Dockerfile.prod");

        DockerfileArgumentAttribute.Convert(file).ShouldBe(file.FullName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData("")]
    [InlineData(null)]
    public void False_and_nothing_choose_no_Dockerfile(object? input) => DockerfileArgumentAttribute.Convert(input).ShouldBeNull();

    [Theory]
    [InlineData("x86_64", LambdaArchitecture.X86_64)]
    [InlineData("amd64", LambdaArchitecture.X86_64)]
    [InlineData("linux/arm64", LambdaArchitecture.Arm64)]
    [InlineData(LambdaArchitecture.Arm64, LambdaArchitecture.Arm64)]
    public void A_processor_has_many_names(object input, LambdaArchitecture architecture) =>
        ArchitectureArgumentAttribute.Convert(input).ShouldBe(architecture);

    [Fact]
    public void A_processor_that_Lambda_lacks_is_refused() =>
        Should.Throw<ArgumentTransformationMetadataException>(() => ArchitectureArgumentAttribute.Convert("s390x"));

    [Fact]
    public void A_Region_may_be_an_object_of_AWS_Tools()
    {
        RegionArgumentAttribute.Convert(new { Region = "eu-north-1", Name = "Europe (Stockholm)" }).ShouldBe("eu-north-1");
        RegionArgumentAttribute.Convert(new { SystemName = "eu-west-3" }).ShouldBe("eu-west-3");
        RegionArgumentAttribute.Convert("us-east-1").ShouldBe("us-east-1");
        RegionArgumentAttribute.Convert("").ShouldBeNull();
    }

    [Fact]
    public void Pairs_are_text_in_no_particular_culture()
    {
        var pairs = Arguments.Pairs(new Hashtable { ["VERSION"] = 1.5, ["FLAG"] = true, ["EMPTY"] = null }).ShouldNotBeNull();

        pairs["VERSION"].ShouldBe("1.5");
        pairs["FLAG"].ShouldBe("True");
        pairs["EMPTY"].ShouldBe("");
    }

    [Fact]
    public void No_table_is_not_an_empty_table() => Arguments.Pairs(null).ShouldBeNull();

    [Fact]
    public void Regions_are_completed_by_their_beginning()
    {
        RegionCompleter.Starting("eu-w").ShouldBe(["eu-west-1", "eu-west-2", "eu-west-3"]);
        RegionCompleter.Starting("").ShouldBeUnique();
    }
}

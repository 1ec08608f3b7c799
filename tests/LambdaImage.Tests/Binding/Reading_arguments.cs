using System.Collections;
using System.Collections.Specialized;
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
    public void A_table_may_be_written_in_many_ways()
    {
        PairsArgumentAttribute.Convert(null).ShouldBeNull();
        foreach (object written in (object[])[new Hashtable { ["A"] = "1" }, new OrderedDictionary { ["A"] = "1" }, "A=1", new object[] { "A=1" }])
            Arguments.Pairs(PairsArgumentAttribute.Convert(written)).ShouldBe(new Dictionary<string, string> { ["A"] = "1" });
        Arguments.Pairs(PairsArgumentAttribute.Convert((string[])["URL=a=b", "EMPTY="])).ShouldBe(new Dictionary<string, string> { ["URL"] = "a=b", ["EMPTY"] = "" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("A")]
    [InlineData("=1")]
    [InlineData("")]
    [InlineData(42)]
    public void What_is_no_table_is_refused(object written) =>
        Should.Throw<ArgumentTransformationMetadataException>(() => PairsArgumentAttribute.Convert(written));

    [Fact]
    public void Seconds_may_be_written_as_a_time()
    {
        SecondsArgumentAttribute.Convert("5m").ShouldBe(300);
        SecondsArgumentAttribute.Convert("1h30m").ShouldBe(5400);
        SecondsArgumentAttribute.Convert(TimeSpan.FromMilliseconds(1500)).ShouldBe(2);
        SecondsArgumentAttribute.Convert("90").ShouldBe("90", "PowerShell reads numbers");
        SecondsArgumentAttribute.Convert("soon").ShouldBe("soon", "and says what is none");
    }

    [Fact]
    public void A_name_may_be_written_as_AWS_writes_it()
    {
        ApiNameArgumentAttribute.Convert("AWS_IAM").ShouldBe("AWSIAM");
        ApiNameArgumentAttribute.Convert(FunctionUrlAuth.AwsIam).ShouldBe(FunctionUrlAuth.AwsIam);
    }
}

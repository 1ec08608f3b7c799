using LambdaImage.Engine.Frameworks.Python;

namespace LambdaImage.Engine.Tests.Frameworks.Python;

public sealed class Fitting_wheels
{
    private static readonly PythonTarget Target = new("3.13", LambdaArchitecture.X86_64, LinuxDistribution.AmazonLinux2023);

    [Theory]
    [InlineData("requests-2.32.3-py3-none-any.whl")]
    [InlineData("six-1.17.0-py2.py3-none-any.whl")]
    [InlineData("lxml-5.3.0-cp313-cp313-manylinux_2_28_x86_64.whl")]
    [InlineData("cryptography-44.0.2-cp39-abi3-manylinux_2_34_x86_64.whl")]
    [InlineData("numpy-2.2.5-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")]
    [InlineData("ruff-0.11.6-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl")]
    [InlineData("x-1.0-1-cp313-cp313-manylinux1_x86_64.whl")]
    public void Of_the_right_kind_fit(string file) => Target.Fits(file).ShouldBeTrue();

    [Theory]
    [InlineData("lxml-5.3.0-cp312-cp312-manylinux_2_28_x86_64.whl")]
    [InlineData("lxml-5.3.0-cp313-cp313t-manylinux_2_28_aarch64.whl")]
    [InlineData("lxml-5.3.0-cp313-cp313-musllinux_1_2_x86_64.whl")]
    [InlineData("lxml-5.3.0-cp313-cp313-macosx_11_0_arm64.whl")]
    [InlineData("lxml-5.3.0-cp313-cp313-manylinux_2_38_x86_64.whl")]
    [InlineData("six-1.17.0-py2-none-any.whl")]
    [InlineData("psycopg2-2.9.10.tar.gz")]
    [InlineData("x.whl")]
    public void Of_another_kind_do_not(string file) => Target.Fits(file).ShouldBeFalse();

    [Fact]
    public void Of_Alpine_are_others() =>
        (Target with { Distribution = LinuxDistribution.Alpine }).Fits("lxml-5.3.0-cp313-cp313-musllinux_1_2_x86_64.whl").ShouldBeTrue();
}

using LambdaImage.Tool.Output;

namespace LambdaImage.Tests.Tool;

public sealed class Speaking_the_tools_words
{
    [Theory]
    [InlineData("Give -Dockerfile or -Image.", "Give --dockerfile or --image.")]
    [InlineData("-NoCreateRepository", "--no-create-repository")]
    [InlineData("'-ProfileName ci'", "'--profile ci'")]
    [InlineData("Deploy-LambdaImage ./app -FunctionName x -WhatIf", "lambda-image deploy ./app --function x --what-if")]
    [InlineData("Invoke-LambdaImage -Image a:1 -EntryPoint /x -EnvironmentVariable A=b", "lambda-image invoke --image a:1 --entrypoint /x --env A=b")]
    [InlineData("Export-LambdaImage -Image a:1 -Path ./a.tar", "lambda-image export-image --image a:1 --path ./a.tar")]
    [InlineData("Measure-LambdaImage a:1", "lambda-image measure --image a:1")]
    [InlineData("ls /A-B -l", "ls /A-B -l")]
    [InlineData("Import-LambdaImageConfiguration lists them.", "lambda-image import lists them.")]
    public void Parameters_and_cmdlets_become_options_and_verbs(string text, string expected) => ToolWords.Translate(text).ShouldBe(expected);
}

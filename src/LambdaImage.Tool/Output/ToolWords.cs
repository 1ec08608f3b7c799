using System.Text.RegularExpressions;

namespace LambdaImage.Tool.Output;

/// <summary>Says in the tool's words what the engine says in PowerShell's: <c>-ProfileName</c> is <c>--profile</c> here.</summary>
internal static partial class ToolWords
{
    private static readonly Dictionary<string, string> Cmdlets = new(StringComparer.Ordinal)
    {
        ["Get-LambdaProject"] = "lambda-image project",
        ["New-LambdaDockerfile"] = "lambda-image dockerfile",
        ["Test-LambdaDockerfile"] = "lambda-image lint",
        ["Build-LambdaImage"] = "lambda-image build",
        ["Publish-LambdaImage"] = "lambda-image publish",
        ["Compare-LambdaFunctionImage"] = "lambda-image compare",
        ["Get-LambdaFunctionImage"] = "lambda-image functions",
        ["Update-LambdaFunctionImage"] = "lambda-image update",
        ["Restore-LambdaFunctionImage"] = "lambda-image restore",
        ["Get-LambdaFunctionRelease"] = "lambda-image releases",
        ["Deploy-LambdaImage"] = "lambda-image deploy",
        ["Test-LambdaImageScan"] = "lambda-image scan --image-uri",
        ["New-LambdaImageSbom"] = "lambda-image sbom",
        ["Copy-LambdaImage"] = "lambda-image copy",
        ["Export-LambdaImage"] = "lambda-image export-image",
        ["Import-LambdaImage"] = "lambda-image import-image",
        ["Invoke-LambdaImage"] = "lambda-image invoke",
        ["Compare-LambdaImage"] = "lambda-image diff --reference",
        ["Measure-LambdaImage"] = "lambda-image measure --image",
        ["Import-LambdaImageConfiguration"] = "lambda-image import",
        ["Clear-LambdaImageCache"] = "lambda-image clear-cache",
        ["Update-LambdaImageBase"] = "lambda-image rebase --image-uri",
        ["Clear-LambdaImageRepository"] = "lambda-image clear",
        ["Remove-LambdaFunctionImage"] = "lambda-image remove",
    };

    /// <summary>Options whose name is not just the parameter's in lower case.</summary>
    private static readonly Dictionary<string, string> Options = new(StringComparer.Ordinal)
    {
        ["-BuildArgument"] = "--build-arg",
        ["-ImageEnvironment"] = "--image-env",
        ["-Setting"] = "--set",
        ["-EntryPoint"] = "--entrypoint",
        ["-EnvironmentMode"] = "--env-mode",
        ["-EnvironmentVariable"] = "--env",
        ["-FunctionName"] = "--function",
        ["-FunctionUrlCors"] = "--function-url-origin",
        ["-PayloadPath"] = "--payload",
        ["-ProfileName"] = "--profile",
        ["-ScanTimeoutSeconds"] = "--scan-timeout",
        ["-TextOnly"] = "--print",
        ["-WaitTimeoutSeconds"] = "--wait",
        ["-WhatIf"] = "--what-if",
    };

    public static string Translate(string text) => Parameter().Replace(
        Cmdlet().Replace(text, match => Cmdlets.GetValueOrDefault(match.Value, match.Value)),
        match => Options.GetValueOrDefault(match.Value) ?? "-" + Hump().Replace(match.Value, "-${hump}").ToLowerInvariant());

    [GeneratedRegex(@"\b(Compare|Get|New|Test|Build|Publish|Update|Deploy|Copy|Export|Import|Clear|Remove|Restore|Invoke|Measure)-Lambda[A-Za-z]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cmdlet();

    /// <summary>A parameter of PowerShell: one dash and a capital, at the start of a word.</summary>
    [GeneratedRegex(@"(?<![\w/-])-[A-Z][a-z][A-Za-z]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"-?(?<hump>[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hump();
}

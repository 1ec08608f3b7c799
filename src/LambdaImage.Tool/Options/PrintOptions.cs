using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Printing instead of writing.</summary>
internal sealed class PrintOptions : OptionGroup
{
    private readonly Option<bool> _print;

    public PrintOptions() => _print = Add<bool>("--print", "Print the Dockerfile and write nothing.");

    public bool Print(ParseResult parsed) => parsed.GetValue(_print);
}

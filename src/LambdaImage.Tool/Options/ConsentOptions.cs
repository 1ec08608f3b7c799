using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Consent to what cannot be undone: nobody can be asked where no console is.</summary>
internal sealed class ConsentOptions : OptionGroup
{
    private readonly Option<bool> _yes;

    public ConsentOptions() => _yes = Add<bool>("--yes", "Do it; without this the plan is only shown.", "-y");

    public bool Given(ParseResult parsed) => parsed.GetValue(_yes);
}

using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Takes the secrets among a container's variables out of what it prints.</summary>
internal sealed class HiddenValues
{
    /// <summary>Shorter values are found everywhere by chance.</summary>
    private const int Shortest = 6;

    private readonly IReadOnlyList<string> _secrets;

    /// <param name="variables">The container's variables.</param>
    /// <param name="reporter">Is told the secrets, too.</param>
    public HiddenValues(IReadOnlyDictionary<string, string> variables, IWorkReporter reporter)
    {
        _secrets = [.. variables.Where(variable => SecretMask.IsSecretName(variable.Key) && variable.Value.Length >= Shortest).Select(variable => variable.Value)];
        foreach (var secret in _secrets) reporter.Hide(secret);
    }

    /// <summary>The line as it may be shown.</summary>
    public string Apply(string line) =>
        _secrets.Aggregate(SecretMask.Apply(line), (each, secret) => each.Replace(secret, SecretMask.Mask, StringComparison.Ordinal));
}

using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>What must be done so that a function is as it shall be.</summary>
/// <param name="Create">Whether it must be created; code and settings are then part of that.</param>
/// <param name="Code">Whether it must be given the image.</param>
/// <param name="Settings">Settings to change; null: none.</param>
/// <param name="Extras">What differs outside of its configuration.</param>
/// <param name="Words">All of it in one sentence.</param>
internal sealed record FunctionChange(bool Create, bool Code, SettingsChange? Settings, ExtrasChange Extras, string Words)
{
    public bool IsNothing => !Create && !Code && Settings is null && Extras.IsNothing;

    /// <exception cref="LambdaImageException">There is no way from here to there.</exception>
    public static FunctionChange Between(FunctionDescription? current, FunctionGoal goal, ExtrasChange? extras = null) =>
        current is null ? Creation(goal, extras ?? ExtrasChange.None) : Update(current, goal, extras ?? ExtrasChange.None);

    private static FunctionChange Creation(FunctionGoal goal, ExtrasChange extras)
    {
        if (goal.Settings.Role is null) throw DeploymentErrors.FunctionNotFound(goal.Name.Name, goal.Region);
        var processor = goal.Image.Architecture is { } architecture ? $" for {architecture.ApiName()}" : "";
        return new(
            Create: true, Code: false, Settings: null, extras,
            Sentence([.. NewRole(goal), $"Create it from {goal.Image.Uri}{processor} with role {goal.Settings.Role}", .. OfExtras(extras)]));
    }

    private static FunctionChange Update(FunctionDescription current, FunctionGoal goal, ExtrasChange extras)
    {
        var function = current.Configuration;
        if (!function.IsImage) throw DeploymentErrors.FunctionIsZip(goal.Name.Name, current.Stack);
        var settings = SettingsChange.Between(function, goal.Settings, goal.Name.Text);
        var reason = CodeReason(current, goal);
        List<string> sentences = [.. NewRole(goal)];
        if (settings is not null) sentences.Add($"Set {settings.Words}");
        if (reason is not null) sentences.Add(reason);
        sentences.AddRange(OfExtras(extras));
        var words = sentences.Count == 0
            ? $"Nothing to do: it runs {Short(goal.Image.Digest.Hex)} with these settings already"
            : Sentence(sentences);
        return new(Create: false, reason is not null, settings, extras, words);
    }

    /// <summary>Why the image must be sent; null: the function runs it already.</summary>
    private static string? CodeReason(FunctionDescription current, FunctionGoal goal)
    {
        var function = current.Configuration;
        var image = goal.Image;
        var move = image.Architecture is { } wanted && wanted != function.Architecture
            ? $" and move it from {function.Architecture.ApiName()} to {wanted.ApiName()}" : "";
        // Without ResolvedImageUri the digest alone must do; with it, the repository counts too: the old one may be
        // about to go.
        var isSame = current.Code?.ResolvedImageUri is { } running
            ? running == image.Uri
            : function.CodeSha256 is { } digits
                && string.Equals(digits, image.Digest.Hex, StringComparison.OrdinalIgnoreCase);
        if (!isSame) return $"Point it at {image.Uri} (now {Short(function.CodeSha256)}){move}";
        if (move.Length > 0) return $"Send {Short(image.Digest.Hex)} again{move}";
        if (function.HasFailed)
        {
            return $"Send {Short(image.Digest.Hex)} again, because the last change of the function failed";
        }

        return goal.Force ? $"Send {Short(image.Digest.Hex)} again, because that was asked for" : null;
    }

    private static IEnumerable<string> NewRole(FunctionGoal goal) => goal.Role is { MustBeCreated: true } role
        ? [$"Create role '{role.Name}' with {string.Join(" and ", role.Policies.Select(policy => policy[(policy.LastIndexOf('/') + 1)..]))}"]
        : [];

    private static IEnumerable<string> OfExtras(ExtrasChange extras) =>
        extras.IsNothing ? [] : [$"Set {string.Join(", ", extras.Differences)}"];

    private static string Sentence(IReadOnlyList<string> sentences) => string.Join(
        ", then ", sentences.Select((sentence, i) => i == 0 ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..]));

    private static string Short(string? digits) => digits is { Length: >= 12 } ? "sha256:" + digits[..12] : "nothing";
}

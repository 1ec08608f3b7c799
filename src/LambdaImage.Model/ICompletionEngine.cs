namespace LambdaImage;

/// <summary>Tells what can be typed. Only reads, and asks nobody.</summary>
public interface ICompletionEngine
{
    /// <summary>Finds everything that fits.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <returns>The choices in the order in which they are shown; none where there are none.</returns>
    /// <exception cref="LambdaImageException">It cannot be found out.</exception>
    Task<IReadOnlyList<Completion>> CompleteAsync(CompletionRequest request, CancellationToken cancel);
}

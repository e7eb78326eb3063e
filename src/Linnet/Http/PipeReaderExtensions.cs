using System.Buffers;
using System.IO.Pipelines;

namespace Linnet.Http;

internal static class PipeReaderExtensions
{
    /// <summary>
    /// Waits for all there is, which stays in the pipe's own buffers: the caller advances past it once done. It is as
    /// bounded as the pipe is; that of a request, by the server's limit on bodies.
    /// </summary>
    public static async ValueTask<ReadOnlySequence<byte>> ReadToEndAsync(this PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.IsCompleted)
                return result.Buffer;
            reader.AdvanceTo(consumed: result.Buffer.Start, examined: result.Buffer.End);
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Linnet.Http.Input;

internal static class PipeReaderExtensions
{
    /// <summary>
    /// Waits for all there is, which stays in the pipe's own buffers: the caller advances past it once done. It is as
    /// bounded as the pipe is; that of a request, by the server's limit on bodies.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The body breaks HTTP.</exception>
    public static async ValueTask<ReadOnlySequence<byte>> ReadToEndAsync(this PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await ReadAsync(reader, cancellationToken);
            if (result.IsCompleted)
                return result.Buffer;
            reader.AdvanceTo(consumed: result.Buffer.Start, examined: result.Buffer.End);
        }
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (IOException error) when (error is not (BadHttpRequestException or ConnectionResetException))
        {
            // Kestrel's word for the size of a chunk that no number holds.
            throw new BadHttpRequestException(error.Message, error);
        }
    }
}
